/**
 * The {@code connector:} component: everything outside that is not a model, reached with a pass through any Camel endpoint that the operator declared.
 */
@NullMarked
package fr.ecluse.runtime.connector;

import org.jspecify.annotations.NullMarked;
