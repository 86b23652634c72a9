package fr.ecluse.plugin.contract;

/** The policy has no options of its own: everything it holds requests against stands in the contract. */
public record ContractOptions() {}
