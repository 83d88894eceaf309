using Federation.Exchange.V1;
using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>What a what-if asks, as its address says. Pure.</summary>
/// <param name="Board">The board's number; null: not chosen yet.</param>
/// <param name="Days">How many days, as text.</param>
public sealed record WhatIfQuery(string? Board, string Days)
{
    /// <summary>As many as are reckoned by day.</summary>
    public const int MostDays = 400;

    private const string UsualDays = "60";

    public static WhatIfQuery Of(HttpRequest request) => new(
        request.Query["board"].ToString() is { Length: > 0 } board ? board : null,
        request.Query["days"].ToString() is { Length: > 0 } days ? days.Trim() : UsualDays);

    /// <summary>Whether the days are such a number.</summary>
    public bool HasDays => BoardDrafts.TryRead(Days, out var days) && days is >= 1 and <= MostDays;

    public WhatIfRequest ToRequest() => new()
    {
        Name = "boards/" + Board,
        Days = BoardDrafts.TryRead(Days, out var days) ? (int)Math.Clamp(days, 1, MostDays) : 1,
        ByDay = true,
    };

    public string ToPath(string path) =>
        $"{path}?board={Uri.EscapeDataString(Board ?? "")}&days={Uri.EscapeDataString(Days)}";
}
