/**
 * A whole gateway in the test's own JVM: real Camel, real HTTP, an upstream that the test writes, and small policies
 * that stand in for the delivered ones, which live in other modules.
 */
package fr.ecluse.runtime.harness;
