/**
 * The {@code model:} component: picks the deployment that serves a model alias and brings its answer back, whole or event by event.
 */
@NullMarked
package fr.ecluse.runtime.model;

import org.jspecify.annotations.NullMarked;
