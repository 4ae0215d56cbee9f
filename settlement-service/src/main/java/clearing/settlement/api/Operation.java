package clearing.settlement.api;

/** One operation of the API. Runs on a virtual thread and may block. */
@FunctionalInterface
interface Operation {
    /**
     * Does it.
     *
     * @param call the checked request
     * @return the answer
     * @throws ApiException when it is refused
     */
    Answer run(Call call);
}
