using System.ComponentModel.DataAnnotations;

namespace Federation.Programs;

/// <summary>What brands' programmes may do: configuration section <c>Programs</c>.</summary>
public sealed class ProgramsOptions
{
    public const string Section = "Programs";

    /// <summary>How much of its list price an order may be given at the most, in basis points, before the approver of a
    /// rule set has to give a reason for it.</summary>
    [Range(0, 1_000_000)]
    public int GenerosityBand { get; set; } = 3000;

    /// <summary>How many simulations and proposals of corrections a principal may run at once with one
    /// process.</summary>
    [Range(1, 100)]
    public int SimulationsPerPrincipal { get; set; } = 2;

    /// <summary>How many members must have answered a question of a survey before a report tells what they
    /// answered.</summary>
    [Range(1, 1_000_000)]
    public int SurveyLeastAnswers { get; set; } = 20;

    /// <summary>How many orders of a stream may be undecided or unanswered at a time.</summary>
    [Range(1, 10_000)]
    public int StreamUndecided { get; set; } = 200;

    /// <summary>How many streams of orders a principal may have open with one process.</summary>
    [Range(1, 1000)]
    public int StreamsPerPrincipal { get; set; } = 8;
}
