using Bunit;
using Microsoft.AspNetCore.Components;

namespace Federation.Design.Tests;

/// <summary>Renders a piece as its reader gets it.</summary>
public abstract class Shown : BunitContext
{
    /// <summary>What a hostile partner calls itself.</summary>
    protected const string Hostile = "<script>alert(1)</script>\" onload=\"x";

    protected IRenderedComponent<TPiece> Show<TPiece>(
        Language language, Action<ComponentParameterCollectionBuilder<TPiece>> parameters)
        where TPiece : IComponent => Render<TPiece>(builder =>
        {
            builder.AddCascadingValue(new Look(language, Theme.System, "/here"));
            parameters(builder);
        });

    /// <summary>Nothing that was given became markup: a browser finds text alone in it.</summary>
    protected static void AssertEncoded<TPiece>(IRenderedComponent<TPiece> shown)
        where TPiece : IComponent
    {
        Assert.Empty(shown.FindAll("script, [onload]"));
        Assert.Contains("alert(1)", shown.Markup, StringComparison.Ordinal);
    }
}
