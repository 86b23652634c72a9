package fr.ecluse.acceptance.clients;

import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.TestBed;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** OpenAI's library for JavaScript with the delivered models. */
@OnSharedTestBed
class NodeTest {

    private final TestBed bed;

    NodeTest(TestBed bed) {
        this.bed = bed;
    }

    @TestFactory
    Stream<DynamicTest> calls() throws IOException {
        return NodeProject.install().tests("calls.test.mjs", bed.gateway(), bed.simulator());
    }

    @TestFactory
    Stream<DynamicTest> errors() throws IOException {
        return NodeProject.install().tests("errors.test.mjs", bed.gateway(), bed.simulator());
    }
}
