/**
 * The configuration under {@code ecluse}: {@link fr.ecluse.runtime.config.ConfigTree} puts the sources together,
 * {@link fr.ecluse.runtime.config.RecordBinder} turns a part of it into the options record of whoever reads it, and
 * {@link fr.ecluse.runtime.config.OptionCatalog} lists the same options for the documentation, so that the three
 * cannot disagree.
 */
@NullMarked
package fr.ecluse.runtime.config;

import org.jspecify.annotations.NullMarked;
