/** Which seeds the property tests of all modules run with; no part of what is delivered. */
@NullMarked
package fr.ecluse.seeds;

import org.jspecify.annotations.NullMarked;
