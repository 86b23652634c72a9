/**
 * The {@code contract} policy: reads the body and holds the request against the operation's OpenAPI contract. {@link
 * fr.ecluse.plugin.contract.OperationContract} is what is compiled once for each operation; {@link
 * fr.ecluse.plugin.contract.Violation} is how a broken rule is told to the caller, without a word of what it sent.
 */
@NullMarked
package fr.ecluse.plugin.contract;

import org.jspecify.annotations.NullMarked;
