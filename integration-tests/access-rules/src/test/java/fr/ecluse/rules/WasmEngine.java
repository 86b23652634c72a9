package fr.ecluse.rules;

import com.styra.opa.wasm.OpaPolicy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OPA's Wasm, compiled to byte code of this JVM. */
final class WasmEngine implements Engine {

    private static final JsonMapper JSON = new JsonMapper();

    private final OpaPolicy policy;

    private WasmEngine(OpaPolicy policy) {
        this.policy = policy;
    }

    static WasmEngine load(Bundle bundle) {
        OpaPolicy policy = OpaPolicy.builder().withPolicy(bundle.wasm()).build();
        policy.data(bundle.data());
        return new WasmEngine(policy);
    }

    @Override
    public JsonNode evaluate(String rule, JsonNode input) {
        policy.entrypoint(rule);
        return JSON.readTree(policy.evaluate(JSON.writeValueAsString(input)))
                .path(0)
                .path("result");
    }

    @Override
    public void close() {
        // It holds memory only.
    }
}
