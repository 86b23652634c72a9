/** What shows only after minutes of load. */
@NullMarked
package fr.ecluse.acceptance.soak;

import org.jspecify.annotations.NullMarked;
