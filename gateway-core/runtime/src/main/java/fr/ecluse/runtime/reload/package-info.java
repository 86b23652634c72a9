/**
 * The one way in which anything is changed while the gateway runs: {@link fr.ecluse.runtime.reload.Reloader} reads the
 * whole configuration anew, has every part build what it says beside what is live, and lets them swap only if all
 * could.
 */
@NullMarked
package fr.ecluse.runtime.reload;

import org.jspecify.annotations.NullMarked;
