/** The client libraries that applications use, with nothing changed but the base URL and the key. */
@NullMarked
package fr.ecluse.acceptance.clients;

import org.jspecify.annotations.NullMarked;
