package clearing.settlement;

import clearing.books.BadBooksConfig;
import clearing.books.BooksConfigReader;
import clearing.settlement.matching.Scales;
import clearing.settlement.source.BadSources;
import clearing.settlement.source.FollowedSource;
import clearing.settlement.source.Intake;
import clearing.settlement.source.SourceReader;
import clearing.settlement.source.SourceRunner;
import clearing.settlement.source.SourcesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The live sources of one member's books. */
final class MemberSources {
    private MemberSources() {}

    /**
     * Reads rows of sources by the member's {@code books.json}; empty where none is configured.
     *
     * @throws ConfigException when it cannot be used
     */
    static Optional<SourceReader> reader(ServiceConfig service, Scales scales) {
        return service.books().map(file -> {
            try {
                return new SourceReader(BooksConfigReader.read(file.toString(), Files.readAllBytes(file)), scales);
            } catch (BadBooksConfig e) {
                throw new ConfigException(e.problem().toString());
            } catch (IOException e) {
                throw new ConfigException(file + ": cannot be read: " + e.getMessage());
            }
        });
    }

    /**
     * What the service is to follow.
     *
     * @throws ConfigException when the file cannot be used, or there are no books to tell what its accounts are
     */
    static List<FollowedSource> followed(ServiceConfig service) {
        if (service.sources().isEmpty()) {
            return List.of();
        }
        if (service.books().isEmpty()) {
            throw new ConfigException(service.file() + ": sources: needs books, which says what accounts are");
        }
        Path file = service.sources().get();
        try {
            return SourcesFile.read(file);
        } catch (BadSources e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /** Begins to follow each; close them to stop. */
    static List<SourceRunner> start(List<FollowedSource> sources, Intake intake) {
        return sources.stream()
                .map(source -> SourceRunner.start(source, intake))
                .toList();
    }
}
