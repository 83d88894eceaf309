namespace Federation.Bench;

/// <summary>What a visit to a page cost, and when it could be read.</summary>
/// <param name="FirstKb">What went over the wire when nothing was known, compressed, in kB.</param>
/// <param name="NextKb">The same when the browser knew the rest.</param>
/// <param name="LcpMs">When the largest part was painted: the median of the visits.</param>
/// <param name="Shift">By how much what was shown moved (CLS): the worst of the visits.</param>
/// <param name="InpMs">The longest that a press waited for the next painting; null where nothing was pressed.</param>
internal sealed record PageVitals(double FirstKb, double NextKb, double LcpMs, double Shift, double? InpMs);
