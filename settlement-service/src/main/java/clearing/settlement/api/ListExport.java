package clearing.settlement.api;

import clearing.settlement.export.TableFormat;
import clearing.settlement.export.TableWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A list as a file: the same operation, with the same filters and what the person may see of it, read page by page to its end. */
final class ListExport {
    /** As many as a spreadsheet still opens at ease. */
    static final int MOST_ROWS = 100_000;

    private static final int PAGE = 500;

    private final ListColumns columns;
    private final int mostRows;

    ListExport(JsonObject document) {
        this(document, MOST_ROWS);
    }

    ListExport(JsonObject document, int mostRows) {
        this.columns = new ListColumns(document);
        this.mostRows = mostRows;
    }

    /** Whether the operation gives a list that can be had as a file. */
    boolean knows(String operation) {
        return columns.of(operation).isPresent();
    }

    /**
     * Writes the list.
     *
     * @param operation whose list it is
     * @param call with its filters
     * @param pages gives one page, guarded
     * @throws ApiException when the list is longer than a file may be
     */
    Answer write(String operation, Call call, TableFormat format, Operation pages) {
        List<ListColumns.Column> named =
                columns.of(operation).orElseThrow(() -> ApiException.notFound("This list as a file"));
        TableWriter table = TableWriter.of(format, operation);
        try {
            table.row(named.stream()
                    .<TableWriter.Cell>map(column -> new TableWriter.Cell.Words(column.heading()))
                    .toList());
            Optional<String> next = Optional.empty();
            int rows = 0;
            do {
                Answer page = pages.run(call.page(next, PAGE));
                JsonObject body = page.body().orElseThrow(() -> new IllegalStateException("a list without a page"));
                JsonArray items = body.getJsonArray("items");
                rows += items.size();
                if (rows > mostRows) {
                    throw ApiException.invalid("", "The list has more than " + mostRows + " rows; narrow its filters.");
                }
                for (int i = 0; i < items.size(); i++) {
                    JsonObject item = items.getJsonObject(i);
                    table.row(named.stream().map(column -> column.of(item)).toList());
                }
                next = Optional.ofNullable(body.getString("nextCursor"));
            } while (next.isPresent());
            return Answer.file(
                    format.mediaType(),
                    operation.toLowerCase(Locale.ROOT) + "." + format.ending(),
                    Buffer.buffer(table.finish()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
