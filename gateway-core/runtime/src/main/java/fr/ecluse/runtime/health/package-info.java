/** What the gateway shows of its own state, beside whether it is ready. */
@NullMarked
package fr.ecluse.runtime.health;

import org.jspecify.annotations.NullMarked;
