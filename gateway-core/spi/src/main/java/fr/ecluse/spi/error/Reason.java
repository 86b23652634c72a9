package fr.ecluse.spi.error;

/**
 * One reason among those for a refusal.
 *
 * @param code for programs
 * @param message for people, free of personal data and internals
 */
public record Reason(String code, String message) {}
