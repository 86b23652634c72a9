package fr.ecluse.rules;

import tools.jackson.databind.JsonNode;

/** Something that evaluates rules. Used by one thread at a time. */
interface Engine extends AutoCloseable {

    /**
     * Evaluates a rule.
     *
     * @param rule its path, such as {@code ecluse/access/decision}
     * @return its value; missing if the rule is undefined for this input
     */
    JsonNode evaluate(String rule, JsonNode input) throws Exception;

    @Override
    void close();
}
