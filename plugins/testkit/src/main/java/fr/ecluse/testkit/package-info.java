/**
 * What tests of a policy need: an {@link fr.ecluse.testkit.FakeExchange} and a {@link fr.ecluse.testkit.FakeContext}
 * that behave as the gateway's do, a {@link fr.ecluse.testkit.PolicyHarness} that leads an exchange through policies,
 * and {@link fr.ecluse.testkit.PolicyContractTest}, which every policy passes.
 */
@NullMarked
package fr.ecluse.testkit;

import org.jspecify.annotations.NullMarked;
