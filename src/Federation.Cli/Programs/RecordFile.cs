using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>A decision's record as a file, with its digest and its journal: protobuf's JSON of
/// <see cref="GetEvaluationResponse"/>.</summary>
internal static class RecordFile
{
    private const int DigestBytes = 32;

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithIndentation());

    public static Task WriteAsync(string path, GetEvaluationResponse saved, CancellationToken cancel) =>
        TextFile.WriteAsync(path, Json.Format(saved) + "\n", cancel);

    /// <exception cref="BadInputException">It cannot be read, or is no record.</exception>
    public static GetEvaluationResponse Read(string path)
    {
        var text = TextFile.Read(path);
        try
        {
            var saved = JsonParser.Default.Parse<GetEvaluationResponse>(text);
            return saved is { Record: { Terms: not null, Facts: not null, Result: not null } record }
                && (record.Order is null) != (record.Event is null) && saved.Digest.Length == DigestBytes
                ? saved
                : throw new BadInputException(
                    $"{path} has no whole record with its digest; 'programs verify --save' writes one.");
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new BadInputException($"{path} is not the JSON of a saved record: {e.Message}");
        }
    }
}
