/**
 * What runs flows: the Camel components, the gate, and what they stand on. Knows Camel and Vert.x, but not Quarkus, so
 * that all of it runs in a plain test. One request is followed through {@link fr.ecluse.runtime.gateway}, {@link
 * fr.ecluse.runtime.policy} and {@link fr.ecluse.runtime.model}.
 */
@NullMarked
package fr.ecluse.runtime;

import org.jspecify.annotations.NullMarked;
