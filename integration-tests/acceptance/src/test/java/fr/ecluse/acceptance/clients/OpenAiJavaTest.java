package fr.ecluse.acceptance.clients;

import com.openai.client.OpenAIClient;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Journal;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.TestBed;
import org.junit.jupiter.api.AutoClose;

/** OpenAI's library for Java with the delivered models. */
@OnSharedTestBed
class OpenAiJavaTest implements OpenAiJavaCalls {

    private final TestBed bed;

    @AutoClose("close")
    private final OpenAIClient client;

    OpenAiJavaTest(TestBed bed) {
        GatewayProcess gateway = bed.gateway();
        this.bed = bed;
        this.client = OpenAiJava.client(gateway.baseUrl(), gateway.key(DemoKey.AGENT));
    }

    @Override
    public OpenAIClient client() {
        return client;
    }

    @Override
    public Journal upstream() {
        return bed.simulator().journal();
    }
}
