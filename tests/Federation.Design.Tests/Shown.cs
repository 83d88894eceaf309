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

    /// <summary>Nothing that was given became markup.</summary>
    protected static void AssertEncoded(string markup)
    {
        Assert.DoesNotContain("<script", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("\" onload", markup, StringComparison.Ordinal);
        Assert.Contains("&lt;script", markup, StringComparison.Ordinal);
    }
}
