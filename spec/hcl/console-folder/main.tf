terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}

variable "unk" {}
variable "us" { type = string }
variable "un" { type = number }
variable "ub" { type = bool }
variable "ul" { type = list(string) }
variable "uset" { type = set(string) }
variable "um" { type = map(string) }
variable "uo" { type = object({ a = string, b = number }) }
variable "ut" { type = tuple([string, number]) }
variable "sens" {
  default   = "secret"
  sensitive = true
}
variable "sensn" {
  type      = number
  default   = 5
  sensitive = true
}
variable "sensl" {
  type      = list(string)
  default   = ["a", "b"]
  sensitive = true
}
variable "sensm" {
  type      = map(string)
  default   = { a = "b" }
  sensitive = true
}
variable "usens" {
  type      = string
  sensitive = true
}
variable "eph" {
  default   = "e"
  ephemeral = true
}
variable "ns" {
  type    = string
  default = null
}
variable "nn" {
  type    = number
  default = null
}
variable "nl" {
  type    = list(string)
  default = null
}
variable "nm" {
  type    = map(number)
  default = null
}
variable "no" {
  type    = object({ a = string })
  default = null
}
variable "region" { default = "eu-west-1" }
variable "l" {
  type    = list(string)
  default = ["c", "a", "b"]
}
variable "ln" {
  type    = list(number)
  default = [3, 1.5, -2]
}
variable "m" {
  type    = map(string)
  default = { k2 = "v2", k1 = "v1" }
}
variable "s" {
  type    = set(string)
  default = ["b", "a"]
}
variable "objs" {
  type = list(object({ name = string, size = optional(number, 5), tags = optional(map(string)) }))
  default = [{ name = "x" }, { name = "y", size = 7, tags = { t = "1" } }]
}
variable "mo" {
  type    = map(object({ cidr = string, public = optional(bool, true) }))
  default = { a = { cidr = "10.0.0.0/24" }, b = { cidr = "10.0.1.0/24", public = false } }
}

locals {
  name    = "app-${var.region}"
  nested  = { a = { b = [1, 2, { c = "deep" }] } }
  mixed   = [1, "two", true, null, [3]]
  secret  = { user = "u", pass = var.sens }
  partial = { known = 1, unknown = var.us }
  plist   = ["a", var.us, "c"]
}

resource "terraform_data" "one" {
  input = local.name
}
resource "terraform_data" "many" {
  count = 3
}
resource "terraform_data" "each" {
  for_each = var.m
}

module "m" {
  source = "./m"
  name   = local.name
}
module "mc" {
  source = "./m"
  count  = 2
  name   = "n${count.index}"
}
module "me" {
  source   = "./m"
  for_each = var.m
  name     = each.value
}
