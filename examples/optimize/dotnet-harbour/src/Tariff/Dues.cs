using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Harbour
{
    /// <summary>What a ship pays for a night, by its length in metres.</summary>
    public sealed class Dues
    {
        private readonly IReadOnlyList<(int UpTo, decimal Price)> steps;

        private Dues(IReadOnlyList<(int UpTo, decimal Price)> steps) => this.steps = steps;

        public static Dues Read(string file)
        {
            var steps = File.ReadLines(file)
                .Skip(1)
                .Select(line => line.Split(','))
                .Select(cells => (int.Parse(cells[0], CultureInfo.InvariantCulture), decimal.Parse(cells[1], CultureInfo.InvariantCulture)))
                .OrderBy(step => step.Item1)
                .ToList();
            return new Dues(steps);
        }

        public decimal For(int length)
        {
            foreach (var (upTo, price) in steps)
            {
                if (length <= upTo) return price;
            }
            throw new ArgumentOutOfRangeException(nameof(length), "No berth is that long.");
        }
    }
}
