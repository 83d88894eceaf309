namespace Federation.Programs;

/// <summary>A brand's programme. Nothing of it changes.</summary>
internal sealed class ProgramRow
{
    public required string PartnerId { get; init; }

    /// <summary>Its id among the brand's.</summary>
    public required string Id { get; init; }

    /// <summary>In English; empty where it is given in Chinese alone.</summary>
    public required string Title { get; init; }

    /// <summary>In Chinese; empty where it is given in English alone.</summary>
    public required string TitleZh { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }
}
