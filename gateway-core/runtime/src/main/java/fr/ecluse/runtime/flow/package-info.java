/**
 * Flows as files: reads the YAML, refuses whatever could reach the outside without the required steps, and hands Camel exactly what was checked.
 */
@NullMarked
package fr.ecluse.runtime.flow;

import org.jspecify.annotations.NullMarked;
