package clearing.settlement.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedClusterTest {
    @Test
    void a_server_left_by_a_killed_service_is_taken_over_with_its_data(@TempDir Path home) {
        EmbeddedCluster killed = EmbeddedCluster.start(home, TestDatabases.cache());
        try (Database database = Database.open(killed.database("books"), 2)) {
            database.write(c -> Rows.update(c, "insert into closed_day values ('2026-11-20', now(), 'test')"));
        }
        assertThatThrownBy(() -> EmbeddedCluster.start(home, TestDatabases.cache()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("another service uses");
        killed.abandon();
        try (EmbeddedCluster next = EmbeddedCluster.start(home, TestDatabases.cache())) {
            assertThat(next.port()).isEqualTo(killed.port());
            try (Database database = Database.open(next.database("books"), 2)) {
                assertThat(database.<Long>read(c -> Rows.number(c, "select count(*) from closed_day")))
                        .isEqualTo(1);
            }
        }
    }
}
