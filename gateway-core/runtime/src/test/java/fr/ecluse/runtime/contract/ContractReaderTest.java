package fr.ecluse.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.runtime.NamedText;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Operation.ErrorShape;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Reading contracts")
class ContractReaderTest {

    private static final String GOOD = """
            openapi: 3.1.0
            info: { title: Notes, version: 1.2.3 }
            servers: [ { url: 'https://elsewhere.example/notes/' } ]
            x-ecluse: { id: notes, errors: problem, floor: usual, ceiling: dr, default: public, requires: [ 'dlp@act' ] }
            paths:
              /:
                get: { operationId: listNotes, responses: {} }
              /{note}/text:
                parameters: []
                put:
                  operationId: putNote
                  x-ecluse: { structural-paths: [ '$.kind' ], floor: dr, requires: [ quota ] }
                  responses: {}
            """;

    @Test
    void givesOperationsWithWhatHoldsForThem() throws Exception {
        Contract contract = ContractReader.read(new NamedText("notes.yaml", GOOD));

        assertThat(contract.id()).isEqualTo("notes");
        assertThat(contract.version()).isEqualTo("1.2.3");
        assertThat(contract.basePath()).isEqualTo("/notes");
        assertThat(contract.terms().errors()).isEqualTo(ErrorShape.PROBLEM);
        assertThat(contract.terms().floor()).isEqualTo(Sensitivity.USUAL);
        assertThat(contract.terms().initial()).isEqualTo(Sensitivity.PUBLIC);
        assertThat(contract.terms().requires()).containsExactly(StepName.parse("dlp@act"));
        ContractOperation put = contract.operation("putNote").orElseThrow();
        assertThat(put.path()).isEqualTo("/notes/{note}/text");
        assertThat(put.pointer()).isEqualTo("/paths/~1{note}~1text/put");
        assertThat(put.qualifiedName()).hasToString("notes/putNote");
        assertThat(put.contract()).startsWith("{\"openapi\":\"3.1.0\"");
        assertThat(put.terms().requires()).containsExactly(StepName.parse("dlp@act"), StepName.parse("quota"));
        assertThat(put.terms().floor()).isEqualTo(Sensitivity.DR);
        assertThat(contract.operation("listNotes").orElseThrow().terms()).isEqualTo(contract.terms());
        assertThat(contract.operation("listNotes").orElseThrow().path()).isEqualTo("/notes");
        assertThat(put.requestTexts()
                        .texts(Body.of("{\"kind\":\"a\",\"text\":\"b\"}".getBytes(StandardCharsets.UTF_8))
                                .json()))
                .singleElement()
                .satisfies(text -> assertThat(text.text()).isEqualTo("b"));
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "openapi: 3.1.0 | openapi: 2.0.0 | not an OpenAPI document",
                "id: notes | id: 'No Tes' | x-ecluse.id",
                "floor: usual | flor: usual | x-ecluse.flor is unknown",
                "floor: usual | floor: secret | not a sensitivity",
                "errors: problem | errors: xml | x-ecluse",
                "'dlp@act' | 'DLP@act' | not a step name",
                "$.kind | kind | not a path to structure",
                "floor: dr | flor: dr | putNote: x-ecluse.flor is unknown",
                "floor: dr | listener: management | putNote: x-ecluse.listener is unknown",
                "floor: dr | floor: public | putNote: x-ecluse: floor is below",
                "floor: dr | floor: secret | putNote: x-ecluse: not a sensitivity",
                "ceiling: dr, default | ceiling: usual, default | putNote: x-ecluse: floor is above",
                "operationId: putNote | operationId: listNotes | operationId that no other has",
                "operationId: putNote | summary: no id | operationId that no other has",
                "info: | openapi: | not YAML",
            })
    void whatCannotBeServedIsRefusedByName(String part, String instead, String problem) {
        String broken = GOOD.replace(part, instead);

        assertThatThrownBy(() -> ContractReader.read(new NamedText("notes.yaml", broken)))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("notes.yaml")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{0} over {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ceiling: usual | ceiling: dr | x-ecluse: ceiling is above",
                "default: usual | default: public | x-ecluse: default is below",
                "role: clerk | role: anybody | x-ecluse: role is another",
            })
    void anOperationDoesNotLoosenWhatItsContractSays(String document, String operation, String problem) {
        String loose = """
                openapi: 3.1.0
                x-ecluse: { id: notes, %s }
                paths: { /: { get: { operationId: listNotes, x-ecluse: { %s } } } }
                """.formatted(document, operation);

        assertThatThrownBy(() -> ContractReader.read(new NamedText("notes.yaml", loose)))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("operation listNotes: " + problem);
    }

    @Test
    void anOperationMayTightenAllThatItsContractSays() {
        Contract.Terms terms = ContractReader.read(new NamedText("notes.yaml", """
                        openapi: 3.1.0
                        x-ecluse: { id: notes, default: public }
                        paths:
                          /:
                            get:
                              operationId: listNotes
                              x-ecluse: { ceiling: usual, default: usual, role: clerk, text-paths: [ '$.a' ] }
                        """))
                .operation("listNotes")
                .orElseThrow()
                .terms();

        assertThat(terms.ceiling()).isEqualTo(Sensitivity.USUAL);
        assertThat(terms.initial()).isEqualTo(Sensitivity.USUAL);
        assertThat(terms.role()).contains("clerk");
    }

    @Test
    void aListIsNoContract() {
        assertThatThrownBy(() -> ContractReader.read(new NamedText("x.yaml", "[1]")))
                .hasMessageContaining("not an OpenAPI document");
    }

    @Test
    void aMillionAliasesAreNoContract() {
        String bomb =
                "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n" + "c: [" + "*b,".repeat(60) + "*b]\n";
        assertThatThrownBy(() -> ContractReader.read(new NamedText("x.yaml", bomb)))
                .hasMessageContaining("not YAML");
    }

    @Test
    void twoContractsMayNotHaveOneId() {
        Contract contract = ContractReader.read(new NamedText("notes.yaml", GOOD));

        assertThatThrownBy(() -> Contracts.of(List.of(contract, contract))).hasMessageContaining("the id 'notes'");
    }

    @Test
    void aFlowSelectsOneOrAll() {
        Contracts contracts = Contracts.of(List.of(ContractReader.read(new NamedText("notes.yaml", GOOD))));

        assertThat(contracts.select("notes/*")).hasSize(2);
        assertThat(contracts.select("notes/putNote")).hasSize(1);
        assertThat(contracts.select("notes/other")).isEmpty();
        assertThat(contracts.select("other/*")).isEmpty();
        assertThat(contracts.select("notes")).isEmpty();
    }
}
