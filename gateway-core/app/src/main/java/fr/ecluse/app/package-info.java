/**
 * The gateway as a Quarkus application: its configuration, its ports, its health. Everything that governs stands in
 * {@link fr.ecluse.runtime}; here it meets the platform.
 */
package fr.ecluse.app;
