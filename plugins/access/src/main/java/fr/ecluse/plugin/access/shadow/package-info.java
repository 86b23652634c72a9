/**
 * What other rules would have decided: beside the live ones on a sample of requests, or afterwards for recorded decisions.
 * Nothing of it is ever enforced.
 */
@NullMarked
package fr.ecluse.plugin.access.shadow;

import org.jspecify.annotations.NullMarked;
