package fr.ecluse.plugin.identity;

/** For builtins that have none. */
public record NoOptions() {}
