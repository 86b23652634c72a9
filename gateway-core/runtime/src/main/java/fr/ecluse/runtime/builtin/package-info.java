/**
 * The {@code builtin:} component: the operations that the gateway answers itself, behind the same policies as all others.
 */
@NullMarked
package fr.ecluse.runtime.builtin;

import org.jspecify.annotations.NullMarked;
