package fr.ecluse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What bounds and switches off the journal. */
class RequestJournalTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    @RegisterExtension
    static final RunningSimulator FORGETFUL = RunningSimulator.withArguments("--port=0", "--no-record");

    @Test
    void theOldestRecordsGoFirst() {
        for (int i = 0; i < RequestJournal.MAX_ENTRIES + 5; i++) {
            SIMULATOR.get("/v1/models/sim-echo");
        }
        assertThat(SIMULATOR.recorded()).hasSize(RequestJournal.MAX_ENTRIES);
        assertThat(SIMULATOR.recorded().getFirst().getLong("id")).isEqualTo(6);
    }

    @Test
    void itCanBeSwitchedOff() {
        HttpResponse<String> response = FORGETFUL.get("/v1/models");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
        assertThat(FORGETFUL.recorded()).isEmpty();
    }
}
