/**
 * API keys over HTTP: the delivered flows, contracts and policies in the test's own JVM, on real shared state.
 */
package fr.ecluse.app.keys;
