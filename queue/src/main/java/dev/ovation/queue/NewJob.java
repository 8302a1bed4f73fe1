package dev.ovation.queue;

/**
 * One of many jobs to add at once.
 *
 * @param name what kind of job it is
 */
public record NewJob<T>(String name, T data, JobOptions options) {

    public NewJob(String name, T data) {
        this(name, data, JobOptions.defaults());
    }
}
