/** What the guide to extending the gateway says is what works. */
@NullMarked
package fr.ecluse.acceptance.extension;

import org.jspecify.annotations.NullMarked;
