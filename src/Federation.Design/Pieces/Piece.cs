using Microsoft.AspNetCore.Components;

namespace Federation.Design;

/// <summary>A part of a page. It knows how its reader gets the page.</summary>
public abstract class Piece : ComponentBase
{
    [CascadingParameter]
    public required Look Look { get; set; }

    /// <summary>What is said.</summary>
    protected Texts T => Look.Texts;

    /// <summary>What stands between two sentences: in Chinese the full stop has its own space.</summary>
    protected string Gap => Look.Language is Language.Chinese ? "" : " ";

    /// <summary>How figures are written.</summary>
    protected Figures F => Look.Figures;
}
