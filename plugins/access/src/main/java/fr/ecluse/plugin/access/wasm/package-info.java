/** Rules that OPA compiled to Wasm, run in this process: one module, and instances of it with data. */
@NullMarked
package fr.ecluse.plugin.access.wasm;

import org.jspecify.annotations.NullMarked;
