using System.Text.RegularExpressions;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Bench;

internal sealed class NaiveOutbox
{
    public Guid Id { get; set; }

    public string Payload { get; set; } = "";
}
