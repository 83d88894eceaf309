using Federation.Design;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>A page: it knows how its reader gets it.</summary>
public abstract class WebPage : ComponentBase
{
    [CascadingParameter]
    public required Look Look { get; set; }

    /// <summary>What the pages say.</summary>
    protected WebTexts T => WebTexts.In(Look.Language);

    /// <summary>What stands between two sentences: in Chinese the full stop has its own space.</summary>
    protected string Gap => Look.Language is Language.Chinese ? "" : " ";

    /// <summary>How figures are written.</summary>
    protected Figures F => Look.Figures;
}
