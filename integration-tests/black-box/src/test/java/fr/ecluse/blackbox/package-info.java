/** The packaged gateway beside the servers that it works with: what it does while they work, fail and come back. */
@NullMarked
package fr.ecluse.blackbox;

import org.jspecify.annotations.NullMarked;
