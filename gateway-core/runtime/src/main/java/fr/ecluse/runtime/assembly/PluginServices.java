package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.Secrets;
import fr.ecluse.runtime.health.Degradations;
import fr.ecluse.runtime.journal.Journals;
import fr.ecluse.spi.Pseudonyms;
import fr.ecluse.spi.state.SharedState;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;

/** What all policies and builtins share. */
record PluginServices(
        MeterRegistry meters,
        InstantSource clock,
        SharedState state,
        HttpClient http,
        Secrets secrets,
        Pseudonyms pseudonyms,
        Journals journals,
        Degradations degradations,
        Path stateFolder,
        SharedParts parts) {}
