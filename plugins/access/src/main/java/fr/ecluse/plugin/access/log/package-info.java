/**
 * The record of a decision on its way into the decision log: what of it the rules have masked, as OPA's {@code
 * system.log.mask} says it, beside the request.
 */
@NullMarked
package fr.ecluse.plugin.access.log;

import org.jspecify.annotations.NullMarked;
