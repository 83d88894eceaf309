using Federation.Design;
using Federation.Hosting;
using Microsoft.AspNetCore.Components;

namespace Federation.Identity;

/// <summary>A sign-in page: it knows how its reader gets it.</summary>
public abstract class SignInPage : ComponentBase
{
    [Parameter, EditorRequired]
    public required Look Look { get; set; }

    [Inject]
    public required PartnerDirectory Directory { get; set; }

    /// <summary>What the pages say.</summary>
    protected SignInTexts T => SignInTexts.In(Look.Language);

    /// <summary>How figures are written.</summary>
    protected Figures F => Look.Figures;

    /// <summary>What people call a brand, which chose the name itself.</summary>
    protected string BrandOf(string partnerId) =>
        Isolated.Of(Directory.Latest.NameOf(partnerId, Look.Language is Language.Chinese));

    /// <summary>The day of a moment, in UTC.</summary>
    protected string Day(DateTimeOffset time) => F.Day(DateOnly.FromDateTime(time.UtcDateTime));
}
