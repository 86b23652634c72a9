package fr.ecluse.plugin.access.question;

/**
 * One part of the question that access rules are asked; the whole stands in the delivered {@code input.schema.json}. The
 * constants of a group follow each other.
 */
public enum Fact {
    SUBJECT_TYPE("subject", "type"),
    SUBJECT_ID("subject", "id"),
    SUBJECT_TENANT("subject", "tenant"),
    SUBJECT_DIRECTION("subject", "direction"),
    SUBJECT_CLEARANCE("subject", "clearance"),
    SUBJECT_COUNTRY("subject", "country"),
    SUBJECT_GROUPS("subject", "groups"),
    SUBJECT_ROLES("subject", "roles"),
    SUBJECT_APP("subject", "app"),
    SUBJECT_ACR("subject", "acr"),
    SUBJECT_AMR("subject", "amr"),
    ACTION_NAME("action", "name"),
    ACTION_STREAM("action", "stream"),
    ACTION_MAX_TOKENS("action", "max_tokens"),
    ACTION_TOOLS("action", "tools"),
    RESOURCE_API("resource", "api"),
    RESOURCE_OPERATION("resource", "operation"),
    RESOURCE_MODEL("resource", "model"),
    RESOURCE_MODEL_CARD("resource", "model_card"),
    RESOURCE_ZONE_HINT("resource", "zone_hint"),
    RESOURCE_RECIPIENTS("resource", "recipients"),
    CONTENT_SENSITIVITY("content", "sensitivity"),
    CONTENT_CATEGORIES("content", "categories"),
    CONTENT_MARKINGS("content", "markings"),
    CONTENT_ENTITIES("content", "entities"),
    CONTENT_ESTIMATED_TOKENS("content", "estimated_tokens"),
    CONTEXT_TIME("context", "time"),
    CONTEXT_WEEKDAY("context", "weekday"),
    CONTEXT_MINUTE_OF_DAY("context", "minute_of_day"),
    CONTEXT_CLIENT_IP("context", "client_ip"),
    CONTEXT_CHANNEL("context", "channel"),
    CONTEXT_PHASE("context", "phase"),
    CONTEXT_BREAK_GLASS("context", "break_glass");

    private final String group;
    private final String field;

    Fact(String group, String field) {
        this.group = group;
        this.field = field;
    }

    String group() {
        return group;
    }

    String field() {
        return field;
    }

    /** Its place in the question, as a JSON pointer. */
    String pointer() {
        return "/" + group + "/" + field;
    }
}
