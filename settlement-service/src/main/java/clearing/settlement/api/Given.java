package clearing.settlement.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request's parameters as the validator reads them. It reads each as JSON where it can, and so takes the text {@code 1.06} for a number;
 * what the document calls a text is therefore given to it as a JSON text. Everything is decoded once.
 */
record Given(
        Map<String, RequestParameter> cookies,
        Map<String, RequestParameter> pathParameters,
        Map<String, RequestParameter> query,
        Map<String, RequestParameter> headers,
        RequestParameter body,
        String contentType)
        implements ValidatableRequest {
    Given {
        cookies = Map.copyOf(cookies);
        pathParameters = Map.copyOf(pathParameters);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** What was sent, of what the document names. */
    static Given of(RoutingContext ctx, Operation operation, Buffer body) {
        Map<String, RequestParameter> path = new LinkedHashMap<>();
        Map<String, RequestParameter> query = new LinkedHashMap<>();
        Map<String, RequestParameter> headers = new LinkedHashMap<>();
        for (Parameter parameter : operation.getParameters()) {
            String name = parameter.getName();
            switch (parameter.getIn()) {
                case PATH -> put(path, parameter, Optional.ofNullable(ctx.pathParam(name)));
                case QUERY ->
                    put(query, parameter, Optional.ofNullable(ctx.queryParams().get(name)));
                case HEADER ->
                    put(headers, parameter, Optional.ofNullable(ctx.request().getHeader(name)));
                case COOKIE -> throw new IllegalStateException("the document has a cookie for a parameter: " + name);
            }
        }
        String type = Objects.toString(ctx.request().getHeader("Content-Type"), "");
        return new Given(Map.of(), path, query, headers, () -> body, type);
    }

    private static void put(Map<String, RequestParameter> into, Parameter parameter, Optional<String> sent) {
        sent.map(text -> parameter.getSchemaType() == SchemaType.STRING ? Json.encode(text) : text)
                .ifPresent(text -> into.put(parameter.getName(), () -> text));
    }

    @Override
    public Map<String, RequestParameter> getCookies() {
        return cookies;
    }

    @Override
    public Map<String, RequestParameter> getPathParameters() {
        return pathParameters;
    }

    @Override
    public Map<String, RequestParameter> getQuery() {
        return query;
    }

    @Override
    public Map<String, RequestParameter> getHeaders() {
        return headers;
    }

    @Override
    public RequestParameter getBody() {
        return body;
    }

    @Override
    public String getContentType() {
        return contentType;
    }
}
