/**
 * The access rules in both engines, OPA as a server and OPA's Wasm in the JVM: the same cases, the same answers.
 */
@NullMarked
package fr.ecluse.rules;

import org.jspecify.annotations.NullMarked;
