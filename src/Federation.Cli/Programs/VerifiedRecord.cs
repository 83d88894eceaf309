using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>A record that was recomputed.</summary>
/// <param name="Saved">The record with its digest and its journal.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Journal">Which journal holds its digest, in words.</param>
internal sealed record VerifiedRecord(GetEvaluationResponse Saved, RecordVerdict Verdict, string Journal);
