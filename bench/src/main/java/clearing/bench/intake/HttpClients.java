package clearing.bench.intake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The product's side: a batch is posted, and its answer must say that every row was taken. */
final class HttpClients implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI trades;
    private final String token;
    private final String expected;

    HttpClients(int port, String token, int rows) {
        this.trades = URI.create("http://localhost:" + port + "/v1/trades");
        this.token = token;
        this.expected = "{\"accepted\":" + rows + ",\"known\":0,\"errors\":[]}";
    }

    void post(SampleRows.Batch batch) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(trades)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(batch.csv()))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (!answer.body().equals(expected)) {
            throw new IllegalStateException("the intake answered " + answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
