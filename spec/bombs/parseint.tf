# limit: maxEvaluationSteps
output "x" {
  value = parseint(join("", [for a in range(1000) : join("", [for b in range(1000) : "9"])]), 10)
}
