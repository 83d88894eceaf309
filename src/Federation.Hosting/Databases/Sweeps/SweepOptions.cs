using System.ComponentModel.DataAnnotations;

namespace Federation.Hosting;

/// <summary>When a module's tables are swept: configuration section <c>Sweeps</c>.</summary>
public sealed class SweepOptions
{
    public const string Section = "Sweeps";

    /// <summary>How often one of the nodes looks for rows that are due.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the answer to a command is kept, in system time. That there was the command is kept for
    /// ever.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")]
    public TimeSpan AnswerRetention { get; set; } = TimeSpan.FromDays(400);
}
